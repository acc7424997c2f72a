/**
 * Values of policies for headers and log entries, with the rules that keep them safe. Must not
 * depend on tables, Envoy or JSON.
 */
@NullMarked
package dev.sluice.controller.ir.edge;

import org.jspecify.annotations.NullMarked;
