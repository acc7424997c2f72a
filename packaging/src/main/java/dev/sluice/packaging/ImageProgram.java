package dev.sluice.packaging;

import java.util.Arrays;
import java.util.List;

/** A program that has an image: its name, main class and ports. */
enum ImageProgram {
  EXTAUTHZ(
      "extauthz-server",
      "dev.sluice.extauthz.server.ExtAuthzMain",
      "Decides whether a request may pass (Envoy's ext_authz)",
      9001,
      9101),
  EXTPROC(
      "extproc-dlp-server",
      "dev.sluice.extproc.server.ExtProcMain",
      "Decides whether a body may pass (Envoy's ext_proc)",
      9002,
      9102),
  CONTROLLER(
      "xds-controller",
      "dev.sluice.controller.server.XdsControllerMain",
      "Turns rows of PostgreSQL into the configuration of Envoy (delta xDS)",
      9003,
      9103),
  SLUICECTL("sluicectl", "dev.sluice.ctl.SluiceCtl", "The command line of Sluice", 0, 0);

  private final String title;
  private final String mainClass;
  private final String description;
  private final int port;
  private final int opsPort;

  ImageProgram(String title, String mainClass, String description, int port, int opsPort) {
    this.title = title;
    this.mainClass = mainClass;
    this.description = description;
    this.port = port;
    this.opsPort = opsPort;
  }

  /** Returns the program with a name. */
  static ImageProgram of(String title) {
    return Arrays.stream(values())
        .filter(program -> program.title.equals(title))
        .findFirst()
        .orElseThrow(() ->
            new ImageProblemException(
                "unknown program \"%s\"; use one of %s".formatted(title, titles())));
  }

  static List<String> titles() {
    return Arrays.stream(values()).map(ImageProgram::title).toList();
  }

  String title() {
    return title;
  }

  String mainClass() {
    return mainClass;
  }

  String description() {
    return description;
  }

  List<Integer> ports() {
    return isServer() ? List.of(port, opsPort) : List.of();
  }

  boolean isServer() {
    return port > 0;
  }
}
