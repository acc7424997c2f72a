/** Tests of the store of resources and of the subscriptions of a stream. */
@NullMarked
package dev.sluice.controller.resources;

import org.jspecify.annotations.NullMarked;
