/**
 * The check of all HTTP/2 ports with h2spec. Must not know what a server does with a request: the
 * cases are about frames and streams.
 */
@NullMarked
package dev.sluice.quality.h2spec;

import org.jspecify.annotations.NullMarked;
