/** Policies of backends, one record for each kind. Must not depend on tables, Envoy or JSON. */
@NullMarked
package dev.sluice.controller.ir.policy.backend;

import org.jspecify.annotations.NullMarked;
