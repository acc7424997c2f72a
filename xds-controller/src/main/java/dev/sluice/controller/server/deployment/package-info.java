/** Writes to the database what nodes accepted and rejected, findings, and revisions. */
@NullMarked
package dev.sluice.controller.server.deployment;

import org.jspecify.annotations.NullMarked;
