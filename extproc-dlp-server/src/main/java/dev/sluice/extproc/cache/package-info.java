/**
 * The cache of responses: what may be stored, for whom, and for how long. It must not know how
 * responses reach Envoy.
 */
@NullMarked
package dev.sluice.extproc.cache;

import org.jspecify.annotations.NullMarked;
