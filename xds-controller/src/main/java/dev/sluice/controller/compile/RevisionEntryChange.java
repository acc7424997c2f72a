package dev.sluice.controller.compile;

import dev.sluice.controller.ir.RevisionEntry;
import java.util.Optional;

/** A change of one object in the revision of a cluster; empty if the object is removed. */
public record RevisionEntryChange(String cluster, String object, Optional<RevisionEntry> entry) {}
