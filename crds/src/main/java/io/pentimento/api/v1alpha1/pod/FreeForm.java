// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pod;

/** Marks an object in the schema whose fields are defined elsewhere. */
public final class FreeForm {}
