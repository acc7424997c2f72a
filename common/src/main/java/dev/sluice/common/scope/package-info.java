/**
 * The attributes of an exchange that policies select on, and their patterns: hosts, routes,
 * tenants, environments. It must not know the effect of a policy.
 */
@NullMarked
package dev.sluice.common.scope;

import org.jspecify.annotations.NullMarked;
