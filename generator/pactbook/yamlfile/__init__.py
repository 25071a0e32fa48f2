"""The one strict reader of YAML files, and their JSON Schemas."""
