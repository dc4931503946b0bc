"""Use cases: one method for each thing a person does. This room owns the transaction and the clock."""
