/**
 * The ops port of a server: liveness, readiness, metrics and version over HTTP. It must not know
 * the meaning of the components that report here.
 */
@NullMarked
package dev.sluice.common.ops;

import org.jspecify.annotations.NullMarked;
