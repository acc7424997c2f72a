package dev.sluice.controller.resources;

import java.util.Optional;

/** A node as it introduced itself: its id, its kind, and the part of everything that is its own. */
public record NodeIdentity(String id, NodeKind kind, View view) {
  public NodeIdentity(String id, NodeKind kind, String cluster, Optional<String> gateway) {
    this(id, kind, new View(cluster, gateway));
  }
}
