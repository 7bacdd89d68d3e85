// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;

/** Gives integers of the schema the format of their Java type: int32 or int64. */
final class IntegerFormats {
  private IntegerFormats() {}

  /**
   * @param type the record, list or number that the schema was generated from
   */
  static void apply(JSONSchemaProps schema, Type type) {
    if (schema == null) {
      return;
    }
    if (type == Integer.class) {
      schema.setFormat("int32");
    } else if (type == Long.class) {
      schema.setFormat("int64");
    } else if (type instanceof ParameterizedType list && schema.getItems() != null) {
      apply(schema.getItems().getSchema(), list.getActualTypeArguments()[0]);
    } else if (type instanceof Class<?> record && record.isRecord()) {
      for (RecordComponent component : record.getRecordComponents()) {
        apply(schema.getProperties().get(component.getName()), component.getGenericType());
      }
    }
  }
}
