/**
 * The callers of the API, their roles and what these permit. Must not know HTTP servers or what a
 * resource consists of.
 */
@NullMarked
package dev.sluice.controller.api.access;

import org.jspecify.annotations.NullMarked;
