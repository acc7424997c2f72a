/**
 * The readers of resources from the controller, from their messages to the values of the core. They
 * must not know how resources are delivered.
 */
@NullMarked
package dev.sluice.extauthz.server.resource;

import org.jspecify.annotations.NullMarked;
