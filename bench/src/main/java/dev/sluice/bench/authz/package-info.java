/**
 * The command {@code bench authz}: the cost of authorization checks, directly and through Envoy, in
 * comparison with other servers.
 */
@NullMarked
package dev.sluice.bench.authz;

import org.jspecify.annotations.NullMarked;
