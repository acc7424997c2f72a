/** The headers of requests that clients must not set. It knows no server. */
@NullMarked
package dev.sluice.common.header;

import org.jspecify.annotations.NullMarked;
