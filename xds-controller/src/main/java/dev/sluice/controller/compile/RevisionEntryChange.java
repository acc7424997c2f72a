package dev.sluice.controller.compile;

import dev.sluice.controller.ir.RevisionEntry;
import java.util.Optional;

/** What the rows make of one object on one cluster from now on; empty when it is gone. */
public record RevisionEntryChange(String cluster, String object, Optional<RevisionEntry> entry) {}
