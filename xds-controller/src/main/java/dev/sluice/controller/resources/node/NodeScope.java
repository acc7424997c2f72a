package dev.sluice.controller.resources.node;

import java.util.Optional;

/** A scope of resources that a node may see: one gateway of a cluster, or all of them. */
public record NodeScope(String cluster, Optional<String> gateway) {}
