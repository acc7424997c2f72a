package dev.sluice.bench.xds.node;

/** The type and name of a resource. */
public record ResourceRef(XdsType type, String name) {

  /** Parses {@code TYPE:name}. */
  static ResourceRef parse(String text) {
    int colon = text.indexOf(':');
    return new ResourceRef(XdsType.valueOf(text.substring(0, colon)), text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return type + ":" + name;
  }
}
