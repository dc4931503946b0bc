"""Evidence files (证据): take in, hash, read, derive, check. Pillow is imported only in the decoding child.

Rooms above use `store` (originals by hash), `plan` (which files to take), `names` (names for show), `worker` (the child
process that decodes), `derived` (thumbnails and print images), `facts` (what a photo claims) and `flags` (what is odd).
"""
