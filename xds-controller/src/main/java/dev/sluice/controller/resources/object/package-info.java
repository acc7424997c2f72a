/** Encoded resources, the objects they belong to, and rejections of them. */
@NullMarked
package dev.sluice.controller.resources.object;

import org.jspecify.annotations.NullMarked;
