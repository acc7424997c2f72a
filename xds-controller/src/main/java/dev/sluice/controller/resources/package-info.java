/**
 * The resource store: served objects of each cluster, their resources by type and name, and
 * draining objects. Must not depend on rows or on the transport of a stream.
 */
@NullMarked
package dev.sluice.controller.resources;

import org.jspecify.annotations.NullMarked;
