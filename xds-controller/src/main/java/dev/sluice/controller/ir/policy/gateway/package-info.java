/**
 * Policies of the listeners of a gateway, one record for each kind. Must not depend on tables,
 * Envoy or JSON.
 */
@NullMarked
package dev.sluice.controller.ir.policy.gateway;

import org.jspecify.annotations.NullMarked;
