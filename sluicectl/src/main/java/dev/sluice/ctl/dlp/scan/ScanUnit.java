package dev.sluice.ctl.dlp.scan;

/** A part of a scan that one core does, such as a file. */
@FunctionalInterface
public interface ScanUnit {
  /** Scans the part and returns what it found. It returns problems instead of throwing them. */
  UnitResult scan();
}
