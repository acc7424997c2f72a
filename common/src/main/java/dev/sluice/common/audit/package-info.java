/**
 * What happened: the record of one exchange, and the way it takes to where it is kept. A record is
 * put on disk first ({@code spool}) and delivered to a sink from there, so that a sink that is away
 * loses nothing. This package must not know who makes records nor what Envoy looks like.
 */
@NullMarked
package dev.sluice.common.audit;

import org.jspecify.annotations.NullMarked;
