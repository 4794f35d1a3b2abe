module box 'box.bicep' = {
  name: 'box'
  params: {
    name: 7
    colour: 'red'
  }
}

module late 'box.bicep' = if (box.outputs.weight > 1) {
  name: 'late'
  params: {
    name: 'late'
    size: 1
  }
}

module missing 'nowhere.bicep' = {
  name: 'missing'
}
