"""Photos as evidence: strip, taking in, gallery, viewer."""
