"""The ledger in another calculator: `make spreadsheet`. Not part of the gate, because the calculator is not part of the app."""
