package dev.sluice.quality.detection.score;

/** A count of cases, and of those among them with a property. */
public record ShareCount(String name, int part, int whole) {
  private static final double Z = 1.959_964;

  /** Returns the share, 0 without cases. */
  public double share() {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** Returns the lower end of the 95 % Wilson interval. */
  public double low() {
    return whole == 0 ? 0 : Math.max(0, centre() - half());
  }

  /** Returns the upper end of the 95 % Wilson interval. */
  public double high() {
    return whole == 0 ? 1 : Math.min(1, centre() + half());
  }

  private double centre() {
    return (share() + Z * Z / (2 * whole)) / (1 + Z * Z / whole);
  }

  private double half() {
    double share = share();
    double spread = share * (1 - share) / whole + Z * Z / (4.0 * whole * whole);
    return Z * Math.sqrt(spread) / (1 + Z * Z / whole);
  }
}
