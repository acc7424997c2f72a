package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.ServerKind;

/** The ports of the environment, with their numbers in the demo. */
public enum StackPort {
  GATEWAY(8081, "AI gateway"),
  API_GATEWAY(8080, "API gateway"),
  PRODUCT_GATEWAY(8082, "gateway of the published product"),
  ENVOY_ADMIN(9901, "Envoy admin"),
  EXTAUTHZ(9001, "extauthz-server"),
  EXTAUTHZ_OPS(9101, "extauthz-server ops"),
  EXTPROC(9002, "extproc-dlp-server"),
  EXTPROC_OPS(9102, "extproc-dlp-server ops"),
  XDS(9003, "xds-controller"),
  API(9004, "xds-controller management API"),
  XDS_OPS(9103, "xds-controller ops"),
  AGENT(9201, "agent upstream, an echo"),
  CHAT(9202, "chat upstream"),
  ISSUER(9203, "token issuer"),
  CANARY(9204, "second chat upstream"),
  DATABASE(9205, "PostgreSQL"),
  TABBY(9206, "completion upstream"),
  RAG(9207, "retrieval upstream"),
  AURA(9208, "Aura upstream"),
  SERVICES(9209, "sample services upstream");

  private final int number;
  private final String title;

  StackPort(int number, String title) {
    this.number = number;
    this.title = title;
  }

  /** Returns the port of a server's gRPC. */
  public static StackPort grpcOf(ServerKind kind) {
    return switch (kind) {
      case CONTROLLER -> XDS;
      case EXTAUTHZ -> EXTAUTHZ;
      case EXTPROC -> EXTPROC;
    };
  }

  /** Returns the port of a server's health and metrics. */
  static StackPort opsOf(ServerKind kind) {
    return switch (kind) {
      case CONTROLLER -> XDS_OPS;
      case EXTAUTHZ -> EXTAUTHZ_OPS;
      case EXTPROC -> EXTPROC_OPS;
    };
  }

  public int number() {
    return number;
  }

  public String title() {
    return title;
  }
}
