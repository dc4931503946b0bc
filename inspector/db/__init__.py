"""Tables, records, lists, search, migrations and backup: SQL only here."""
