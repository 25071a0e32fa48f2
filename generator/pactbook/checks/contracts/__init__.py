"""Rules on the data of contracts: values, service levels, prices, term, responsibilities."""
