"""Orders to correct (整改): due, rechecked, photos before and after."""
