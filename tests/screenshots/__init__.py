"""Every page of the window as pictures (`make screenshots`): light, dark, and at twice the scale."""
