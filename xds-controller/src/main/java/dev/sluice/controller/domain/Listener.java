package dev.sluice.controller.domain;

import java.util.Optional;

/** A port of a gateway, perhaps for one host name only. */
public record Listener(
    String id, String name, int port, ListenerProtocol protocol, Optional<String> hostname) {}
