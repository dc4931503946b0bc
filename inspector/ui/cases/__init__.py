"""Cases (案件): the list, the case file, the law panel, the decision."""
