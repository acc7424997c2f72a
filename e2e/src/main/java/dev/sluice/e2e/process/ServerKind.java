package dev.sluice.e2e.process;

/** The three servers of the product: their modules and main classes. */
public enum ServerKind {
  CONTROLLER("xds-controller", "dev.sluice.controller.server.XdsControllerMain"),
  EXTAUTHZ("extauthz-server", "dev.sluice.extauthz.server.ExtAuthzMain"),
  EXTPROC("extproc-dlp-server", "dev.sluice.extproc.server.ExtProcMain");

  private final String module;
  private final String mainClass;

  ServerKind(String module, String mainClass) {
    this.module = module;
    this.mainClass = mainClass;
  }

  /** Returns the name of the Maven module, which is also the name of the server. */
  public String module() {
    return module;
  }

  public String mainClass() {
    return mainClass;
  }
}
