"""Who works here (人员): the sign-in cover, the lock after idle minutes, one's own password."""
