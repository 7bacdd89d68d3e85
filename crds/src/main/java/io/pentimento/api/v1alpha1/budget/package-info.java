/** The limit of GPU time that a job may use, and what happens at the limit. */
@NullMarked
package io.pentimento.api.v1alpha1.budget;

import org.jspecify.annotations.NullMarked;
