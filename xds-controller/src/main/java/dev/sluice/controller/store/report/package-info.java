/** Writes what nodes and policy servers report: node status, findings, usage and policy files. */
@NullMarked
package dev.sluice.controller.store.report;

import org.jspecify.annotations.NullMarked;
