/**
 * The rules against injection attacks in client input: patterns, inspected parts and scopes. It
 * must not know which server searches; one searches bodies, the other paths, queries and headers.
 */
@NullMarked
package dev.sluice.common.waf;

import org.jspecify.annotations.NullMarked;
