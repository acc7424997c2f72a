package dev.sluice.controller.ir;

import java.util.Optional;

/** A port that a gateway opens; without a host name it serves every host of its publishes. */
public record ListenerIr(String name, int port, Protocol protocol, Optional<String> hostname) {}
