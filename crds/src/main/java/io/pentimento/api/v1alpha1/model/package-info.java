/**
 * The networks that a job names: the restorer to adapt, the diffusion prior, and networks that
 * score images. Each has an architecture and a checkpoint.
 */
@NullMarked
package io.pentimento.api.v1alpha1.model;

import org.jspecify.annotations.NullMarked;
