package dev.sluice.controller.xds.resource;

import com.google.protobuf.Message;

/** One translated object under the name by which it is asked for. */
public record XdsResource(ResourceType type, String name, Message message) {
  /** Without the message, which may be a private key. */
  @Override
  public String toString() {
    return type.shortName() + " " + name;
  }
}
