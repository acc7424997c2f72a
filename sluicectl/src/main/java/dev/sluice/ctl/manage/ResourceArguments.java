package dev.sluice.ctl.manage;

import dev.sluice.ctl.resource.ResourceKind;
import picocli.CommandLine.Parameters;

/** The arguments of commands that work with one resource. */
final class ResourceArguments {
  @Parameters(index = "0", paramLabel = "RESOURCE", description = "Such as route.")
  private String resource = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "A name or an id.")
  private String name = "";

  ResourceKind kind() {
    return ResourceKind.ofWord(resource);
  }

  String name() {
    return name;
  }
}
