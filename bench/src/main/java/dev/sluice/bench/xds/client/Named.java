package dev.sluice.bench.xds.client;

/** A resource, by what it is. */
public record Named(XdsType type, String name) {

  /** {@code TYPE:name}. */
  static Named parse(String text) {
    int colon = text.indexOf(':');
    return new Named(XdsType.valueOf(text.substring(0, colon)), text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return type + ":" + name;
  }
}
