/**
 * Policies with their values checked and their defaults filled in, one record for each kind. Must
 * not depend on tables, Envoy or JSON.
 */
@NullMarked
package dev.sluice.controller.ir.policy;

import org.jspecify.annotations.NullMarked;
