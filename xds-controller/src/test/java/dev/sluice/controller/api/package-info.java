/** Tests of the management API over HTTP with a real database. */
@NullMarked
package dev.sluice.controller.api;

import org.jspecify.annotations.NullMarked;
