/**
 * The resource store: served objects of each cluster, their resources by type and name, and what is
 * draining. Must not depend on rows or on how a stream is transported.
 */
@NullMarked
package dev.sluice.controller.resources;

import org.jspecify.annotations.NullMarked;
