package dev.sluice.controller.xds;

import com.google.protobuf.Message;

/** One translated object under the name by which it is asked for. */
public record XdsResource(ResourceType type, String name, Message message) {}
