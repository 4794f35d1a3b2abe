param location string = {
