package dev.sluice.controller.ir.edge;

/** A coding in which responses may be compressed. */
public enum CompressionCoding {
  BR,
  GZIP,
  ZSTD
}
