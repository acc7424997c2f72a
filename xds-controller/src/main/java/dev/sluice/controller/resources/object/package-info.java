/**
 * Encoded resources, the objects that they belong to, and rejections of them. Must not depend on
 * connected nodes.
 */
@NullMarked
package dev.sluice.controller.resources.object;

import org.jspecify.annotations.NullMarked;
