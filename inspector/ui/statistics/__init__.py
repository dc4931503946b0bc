"""Statistics (统计): a period in figures and pictures, each of which opens its rows."""
