"""Demonstration data (示例数据): invented firms, visits and pictures, the same for the same seed."""
